/** The scheme under which the window's page is served; it is an origin of its own, unlike file:. */
export const SCHEME = "pogo";
export const PAGE_URL = `${SCHEME}://app/index.html`;

/**
 * Whether a URL belongs to our page. `development` is the address of the bundler's server, which replaces the page
 * while it is being worked on.
 */
export function isOwnPage(url: string, development?: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    if (protocol === `${SCHEME}:` && host === "app") return true;
    return development !== undefined && new URL(development).origin === `${protocol}//${host}`;
  } catch {
    return false;
  }
}
