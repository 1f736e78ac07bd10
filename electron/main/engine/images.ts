import type { EngineToShell, ImageRendition } from '../../../shared/contract/engine/channel.ts';
import type { Engine } from './watch.ts';

export type ImageAnswer = Extract<EngineToShell, { kind: 'image' }> | { readonly kind: 'image'; readonly found: 'unavailable' };

/** How long a picture may take before its request is answered with a failure, in milliseconds: the bound that `quality.md` sets for one file's checks. */
const patience = 10_000;

type Question = { readonly sha256: string; readonly rendition: ImageRendition; readonly answered: (answer: ImageAnswer) => void };

/**
 * Asks the engine for pictures and pairs the answers with the questions. A question put while the engine is starting waits for it, and one that was open when the engine
 * died is put again to the next: the page then shows its pictures a moment later instead of broken ones.
 */
export function createImages(engine: () => Pick<Engine, 'send'>, longest: number = patience) {
  const open = new Map<number, Question>();
  let last = 0;
  const put = (id: number, { sha256, rendition }: Question) => engine().send({ kind: 'image', id, sha256, rendition });
  return {
    ask(sha256: string, rendition: ImageRendition): Promise<ImageAnswer> {
      last += 1;
      const id = last;
      return new Promise((resolve) => {
        const timer = setTimeout(() => answered({ kind: 'image', found: 'unavailable' }), longest);
        const answered = (answer: ImageAnswer) => {
          clearTimeout(timer);
          open.delete(id);
          resolve(answer);
        };
        const question = { sha256, rendition, answered };
        open.set(id, question);
        put(id, question);
      });
    },
    onReady(): void {
      for (const [id, question] of open) put(id, question);
    },
    onMessage(answer: Extract<EngineToShell, { kind: 'image' }>): void {
      open.get(answer.id)?.answered(answer);
    },
  };
}

export type Images = ReturnType<typeof createImages>;
