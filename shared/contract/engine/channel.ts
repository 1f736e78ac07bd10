/**
 * The channel between the shell (Electron main) and the engine's process: what crosses Node's IPC pipe, and nothing else does.
 * The shell relays what the page and the engine say to each other as `port-message` without ever looking inside, so a change of the typed contract never touches it.
 * The pipe is opened with `serialization: 'advanced'`, so `message` and `bytes` may be anything that can be structured-cloned.
 *
 * One `port` is one connection of one page. Numbers are given by the shell, count upwards and are never used twice in one run of the engine.
 */
import { z } from 'zod';
import { installMoments } from '../../domain/updates.ts';

/** The renditions of a document's picture that a page may show. */
export const imageRendition = z.enum(['screen', 'thumbnail', 'original']);
export type ImageRendition = z.infer<typeof imageRendition>;

const portNumber = z.number().int().positive();
const requestNumber = z.number().int().positive();
const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** What the shell tells the engine. */
export const shellToEngine = z.discriminatedUnion('kind', [
  /** A page has connected: from now on messages with this number come and are answered. */
  z.object({ kind: z.literal('port-open'), port: portNumber }),
  /** What the page said, opaque to the shell. */
  z.object({ kind: z.literal('port-message'), port: portNumber, message: z.unknown() }),
  /** The page is gone (closed, reloaded or crashed): answers to this number are thrown away. */
  z.object({ kind: z.literal('port-close'), port: portNumber }),
  /** `desk-image://<pass>/<sha256>/<rendition>` was asked for by a page that may; answered by an `image` with the same id. */
  z.object({ kind: z.literal('image'), id: requestNumber, sha256, rendition: imageRendition }),
  /** After a restart: the key that `keep-secret` handed over, sealed to this engine's key, so that a crash of the engine does not lock the desk. */
  z.object({ kind: z.literal('resume'), secret: bytes }),
  /** The address of `open-browser` was refused, or the system could not open it. */
  z.object({ kind: z.literal('browser-not-opened') }),
  /** Before anything else: whom the vault key is to be sealed to for keeping, and the half of it that this desktop's key store holds; undefined where it holds none. */
  z.object({ kind: z.literal('desktop'), sealTo: bytes, secret: bytes.optional() }),
  /** The machine goes to sleep or its screen was locked: the desk locks itself. */
  z.object({ kind: z.literal('system'), event: z.enum(['suspend', 'lock-screen']) }),
  /** The program ends: finish what is being written, close the database, exit with 0. After 5 s the shell ends the process. */
  z.object({ kind: z.literal('shutdown') }),
]);
export type ShellToEngine = z.infer<typeof shellToEngine>;

/** What the engine tells the shell. */
export const engineToShell = z.discriminatedUnion('kind', [
  /** Booted, takes connections. Sent once, before anything else. `sealTo`: what this engine can open; a public key of P-256, uncompressed. */
  z.object({ kind: z.literal('ready'), sealTo: bytes }),
  /** The vault key, sealed to the shell, kept in the shell's memory only while the desk is unlocked; undefined: forget it. */
  z.object({ kind: z.literal('keep-secret'), secret: bytes.optional() }),
  /** Whether the window is to be left out of screen captures: the policy's word, once a desk is open and when its policy changes. */
  z.object({ kind: z.literal('protect'), blockCapture: z.boolean() }),
  /** A person signs in: the address of the site's sign-in service to open in their browser. It has to be of `issuer`'s own origin. */
  z.object({ kind: z.literal('open-browser'), address: z.string().max(4_000), issuer: z.string().max(2_000) }),
  /** A person wants the newer version installed that lies in the data folder, and when. The shell proves it anew. */
  z.object({ kind: z.literal('install-update'), moment: z.enum(installMoments) }),
  /** The engine can't work with this folder (a failure code of the contract) and ends; starting it again would not help. */
  z.object({ kind: z.literal('failed'), code: z.string() }),
  /** What the engine says to the page behind this number, opaque to the shell. */
  z.object({ kind: z.literal('port-message'), port: portNumber, message: z.unknown() }),
  /** The answer to `image`: `found: false` where the document is not known, the desk is locked, or the rendition does not exist. */
  z.discriminatedUnion('found', [
    z.object({ kind: z.literal('image'), id: requestNumber, found: z.literal(false) }),
    z.object({
      kind: z.literal('image'),
      id: requestNumber,
      found: z.literal(true),
      contentType: z.enum(['image/jpeg', 'image/png', 'image/webp']),
      bytes,
    }),
  ]),
]);
export type EngineToShell = z.infer<typeof engineToShell>;

/** How long the shell waits after `shutdown` before it ends the engine's process, in milliseconds. */
export const shutdownGrace = 5_000;
