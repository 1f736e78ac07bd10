import 'i18next';
import type { zh } from './resources.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app';
    resources: typeof zh;
    returnNull: false;
  }
}
