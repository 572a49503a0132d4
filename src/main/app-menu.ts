import { Menu } from "electron";
import type { MenuItemConstructorOptions } from "electron";

/** The few entries a desktop expects; everything of Pogo's own is in its page. */
export function setAppMenu(platform: NodeJS.Platform): void {
  const template: MenuItemConstructorOptions[] = [
    ...(platform === "darwin"
      ? [{ role: "appMenu" as const }]
      : [{ label: "File", submenu: [{ role: "quit" as const }] }]),
    { role: "editMenu" },
    {
      label: "View",
      submenu: [
        { role: "reload" },
        { role: "toggleDevTools" },
        { type: "separator" },
        { role: "resetZoom" },
        { role: "zoomIn" },
        { role: "zoomOut" },
        { type: "separator" },
        { role: "togglefullscreen" },
      ],
    },
    { role: "windowMenu" },
  ];
  Menu.setApplicationMenu(Menu.buildFromTemplate(template));
}
