/**
 * The program's window as a person has it: with no debugger on its page, which would keep every answer that the page ever got from the network. It is driven through the shell:
 * keys as the window gets them, and words of script for what is to be waited for.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as pass } from 'node:timers/promises';
import { programOn } from '../e2e/workstation.ts';
import { connectTo } from './inspected-process.ts';

/** A window without a debugger on its page. */
export type UnwatchedWindow = {
  /** What an expression in the page comes to, promises awaited. */
  ask<Value>(expression: string): Promise<Value>;
  /** Waits until an expression in the page holds, looked at with every picture. */
  until(expression: string): Promise<void>;
  /** Presses a key, named as Electron’s accelerators are; it types nothing. */
  press(key: string, ...modifiers: string[]): Promise<void>;
  /** Types into what has the focus. */
  type(text: string): Promise<void>;
  /** The page's process. */
  pagePid(): Promise<number>;
  close(): Promise<void>;
};

/** Opens it on a data folder, with an inner size, px. The page can be told to collect its garbage: `gc()`. */
export const openUnwatched = async (folder: string, size: { width: number; height: number }): Promise<UnwatchedWindow> => {
  const { executablePath, args } = programOn(folder);
  const child = spawn(executablePath, ['--inspect=0', '--js-flags=--expose-gc', ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
  const listening = new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}`)));
    createInterface({ input: child.stderr }).on('line', (line) => {
      const found = /ws:\S+/.exec(line);
      if (found !== null) resolve(found[0]);
    });
  });
  const shell = await connectTo(await listening);
  const inShell = async <Value>(expression: string): Promise<Value> => {
    const { result, exceptionDetails } = await shell.send<{ result: { value: Value }; exceptionDetails?: unknown }>('Runtime.evaluate', {
      expression: `(async () => { const { BrowserWindow } = process.getBuiltinModule('module').createRequire(process.execPath)('electron'); const [window] = BrowserWindow.getAllWindows(); return ${expression}; })()`,
      awaitPromise: true,
      returnByValue: true,
    });
    if (exceptionDetails !== undefined) throw new Error(`in the shell: ${JSON.stringify(exceptionDetails)}`);
    return result.value;
  };
  // At first there is neither Electron to ask nor a window.
  while (!(await inShell<boolean>('window?.isVisible() ?? false').catch(() => false))) await pass(100);
  await inShell(`window.setContentSize(${size.width}, ${size.height})`);
  const ask = <Value>(expression: string): Promise<Value> =>
    inShell<Value>(`window.webContents.executeJavaScript(${JSON.stringify(expression)})`);
  return {
    ask,
    until: (expression) =>
      ask(`new Promise((resolve) => { const look = () => (${expression}) ? resolve(true) : requestAnimationFrame(look); look(); })`),
    press: (key, ...modifiers) =>
      inShell(
        `void ['keyDown', 'keyUp'].forEach((type) => window.webContents.sendInputEvent({ type, keyCode: ${JSON.stringify(key)}, modifiers: ${JSON.stringify(modifiers)} }))`,
      ),
    type: (text) => inShell(`window.webContents.insertText(${JSON.stringify(text)})`),
    pagePid: () => inShell('window.webContents.getOSProcessId()'),
    close: async () => {
      shell.close();
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
};
