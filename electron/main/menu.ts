import { Menu, type MenuItemConstructorOptions } from 'electron';

/** The menu's few words in the two languages of the interface. */
const words = {
  zh: { file: '文件', quit: '退出', edit: '编辑', view: '视图', window: '窗口', reload: '重新载入', tools: '开发者工具' },
  en: { file: 'File', quit: 'Quit', edit: 'Edit', view: 'View', window: 'Window', reload: 'Reload', tools: 'Developer tools' },
} as const;

/**
 * The program's menu. It exists for the keys that a person expects of any program (copy and paste, zoom, full screen, leaving); everything of the desk is in the page.
 * It claims no single key and none of the desk's own combinations, so review by keyboard is never interrupted.
 */
export function menuTemplate(locale: string, isMac: boolean, isPackaged: boolean): MenuItemConstructorOptions[] {
  const say = locale.toLowerCase().startsWith('zh') ? words.zh : words.en;
  const first: MenuItemConstructorOptions = isMac ? { role: 'appMenu' } : { label: say.file, submenu: [{ role: 'quit', label: say.quit }] };
  const developer: MenuItemConstructorOptions[] = [
    { type: 'separator' },
    { role: 'forceReload', label: say.reload, accelerator: 'F5' },
    { role: 'toggleDevTools', label: say.tools, accelerator: 'F12' },
  ];
  const view: MenuItemConstructorOptions[] = [
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
    ...(isPackaged ? [] : developer),
  ];
  return [
    first,
    { role: 'editMenu', label: say.edit },
    { label: say.view, submenu: view },
    ...(isMac ? [{ role: 'windowMenu', label: say.window } satisfies MenuItemConstructorOptions] : []),
  ];
}

export function installMenu(locale: string, isPackaged: boolean): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(locale, process.platform === 'darwin', isPackaged)));
}
