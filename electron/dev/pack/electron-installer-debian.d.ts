/** What is used of electron-installer-debian 4, which carries no types. */
declare module 'electron-installer-debian' {
  type Options = Record<string, string | number | readonly string[] | ((...words: string[]) => string | undefined) | undefined>;
  /** Lays out a package in a folder and has `dpkg-deb` build it; its steps may be overridden. */
  export class Installer {
    constructor(supplied: Readonly<Options> & { readonly src: string; readonly dest: string });
    defaults: Options;
    options: Options;
    stagingDir: string;
    generateDefaults(): Promise<Options>;
    generateOptions(): Options;
    createStagingDir(): Promise<void>;
    createContents(): Promise<void>;
    copyApplication(): Promise<void>;
    createCopyright(): Promise<void>;
    createPackage(): Promise<void>;
    movePackage(): Promise<void>;
  }
}
