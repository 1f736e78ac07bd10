import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { type IntakeSignIn, verifyAccessTokens } from './access-tokens.ts';
import { type Drawing, drawIntoFeed, isHalfDrawn } from './as-drawn.ts';
import { type Clock, systemClock, timestamp } from './clock.ts';
import { type IntakeControl, makeControl } from './control.ts';
import { openDocumentFolder } from './document-folder.ts';
import { healthyModes } from './modes.ts';
import type { Platform } from './platform.ts';
import { openReleaseFolder } from './release-folder.ts';
import { type Batch, type SeedProgress, seed } from './seed.ts';
import { buildServer } from './server.ts';
import { openStore } from './store/index.ts';
import { type IssuedToken, issueTokens, type RandomBytes } from './tokens.ts';

/** What a server is started with. */
export type IntakeOptions = {
  /** The server's own folder; made when it is not there. */
  dataDirectory: string;
  /** 0: any free port. */
  port: number;
  /** Loopback unless told otherwise: the server speaks plain HTTP, and personal data must not leave the machine in the clear. */
  host?: string;
  /** The sample batch that a first start fills the server with. */
  seed: number;
  count: number;
  /** Photos of one's own for the sample batch. */
  photosDirectory?: string;
  /** Another batch instead of the sample. */
  makeBatch?: () => Promise<Batch>;
  /**
   * Listens as soon as the first applications are there, and records each of the others when it is drawn, the most urgent ones first. In the end there is
   * what there would be without. Of no effect with `makeBatch` or `photosDirectory`: those come whole.
   */
  asDrawn?: boolean;
  clock?: Clock;
  random?: RandomBytes;
  logger?: FastifyBaseLogger;
  /** How reviewers sign in by an issuer, beside their tokens; told who the reviewers are. */
  signIn?: (reviewers: readonly IssuedToken[]) => IntakeSignIn;
  /** A folder with a release's statement (`release.jws`) and its installers, for workstations to fetch. */
  releasesDirectory?: string | undefined;
  /** Told how far a first start is. */
  onProgress?: SeedProgress;
  /** Told what broke the drawing off while the server was listening already (`asDrawn`); it goes on serving what is there. */
  onBrokenOff?: (cause: unknown) => void;
};

/** A listening server. */
export type Intake = {
  /** Its address, without a slash at the end. */
  url: string;
  tokens: IssuedToken[];
  control: IntakeControl;
  /** Ends every connection and closes the store. */
  close: () => Promise<void>;
};

const sampleBatch = async (options: IntakeOptions, now: string): Promise<Batch> => {
  const { makeSampleBatch } = await import('./sample/index.ts');
  const { seed: number, count, photosDirectory } = options;
  const drawn = (done: number, total: number): void => options.onProgress?.(done, total, 'drawing');
  return makeSampleBatch({ seed: number, count, now, onProgress: drawn, ...(photosDirectory === undefined ? {} : { photosDirectory }) });
};

/** For how many applications a start waits that does not wait for all: a first screen of work, and drawn in seconds. */
const firstApplications = 3;

/** Lets one piece of work begin when the one before has ended, however it did. */
const oneByOne = (): (<Value>(work: () => Promise<Value>) => Promise<Value>) => {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next;
    return next;
  };
};

/**
 * Starts the server: fills its folder at the first start, and listens once everything is there, or the first of it (`asDrawn`). A later start finds what the
 * last one left, and goes on where that one was still drawing.
 * Throws what the system says when the port is taken or the folder cannot be written.
 */
export const startIntake = async (options: IntakeOptions): Promise<Intake> => {
  const { dataDirectory, port, host = '127.0.0.1', clock = systemClock, random = randomBytes, logger, onProgress = () => {} } = options;
  mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
  const store = openStore(join(dataDirectory, 'intake.db'));
  let drawing: Drawing | undefined;
  try {
    const documents = openDocumentFolder(join(dataDirectory, 'documents'));
    const inTurn = oneByOne();
    const erase = (unreferenced: readonly string[]): Promise<void> =>
      inTurn(async () => {
        for (const sha256 of unreferenced) if (!store.applications.refersTo(sha256)) await documents.erase(sha256);
      });
    const seeding = { store, documents, clock, random };
    const comesWhole = options.asDrawn !== true || options.makeBatch !== undefined || options.photosDirectory !== undefined;
    const isDrawn = isHalfDrawn(seeding) || (!comesWhole && store.property('seeded_at') === undefined);
    if (!isDrawn) await seed(seeding, options.makeBatch ?? (() => sampleBatch(options, timestamp(clock()))), onProgress);
    // Whatever a stop in the wrong moment has left behind.
    await erase(await documents.all());
    if (isDrawn) {
      const onBrokenOff = (cause: unknown): void => {
        logger?.error({ err: cause }, 'the sample batch could not be drawn to its end');
        options.onBrokenOff?.(cause);
      };
      const needs = { ...seeding, inTurn, onProgress, onBrokenOff };
      drawing = await drawIntoFeed(
        needs,
        { seed: options.seed, count: options.count },
        comesWhole ? Number.POSITIVE_INFINITY : firstApplications,
      );
      await drawing.begun;
    }
    const tokens = issueTokens(store, dataDirectory, clock, random);
    const signIn = options.signIn?.(tokens);
    const platform: Platform = {
      store,
      documents,
      clock,
      modes: healthyModes(),
      releases: options.releasesDirectory === undefined ? undefined : openReleaseFolder(options.releasesDirectory),
      erase,
      signIn,
      accessTokens: signIn && verifyAccessTokens(signIn, clock),
    };
    const app = await buildServer(platform, logger);
    const url = await app.listen({ port, host });
    const close = async (): Promise<void> => {
      await drawing?.close();
      await app.close();
      store.close();
    };
    return { url, tokens, control: makeControl(platform), close };
  } catch (error) {
    await drawing?.close();
    store.close();
    throw error;
  }
};
