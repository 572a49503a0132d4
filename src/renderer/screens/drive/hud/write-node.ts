/** Writing into elements past React, for figures that change many times a second. What is there already is left alone. */

/** The text of an element that React gives no children. */
export function writeText(element: Element | null, text: string): void {
  const only = element?.firstChild ?? null;
  // Other characters in the same node cost less than another node.
  if (only === null) {
    if (element !== null && text !== "") element.textContent = text;
  } else if (only.nodeValue !== text) only.nodeValue = text;
}

/** An attribute that React does not set, or sets once. */
export function writeAttribute(element: Element | null, name: string, value: string): void {
  if (element !== null && element.getAttribute(name) !== value) element.setAttribute(name, value);
}

/** Whether an element is shown. */
export function writeShown(element: Element | null, shown: boolean): void {
  if (element !== null && element.hasAttribute("hidden") === shown) element.toggleAttribute("hidden", !shown);
}

/** A property of an element's own style that React does not set. */
export function writeStyle(element: HTMLElement | null, name: string, value: string): void {
  element?.style.setProperty(name, value);
}
