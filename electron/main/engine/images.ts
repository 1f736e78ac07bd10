import type { EngineToShell, ImageRendition } from '../../../shared/contract/engine/channel.ts';
import type { Engine } from './watch.ts';

export type ImageAnswer = Extract<EngineToShell, { kind: 'image' }> | { readonly kind: 'image'; readonly found: 'unavailable' };

/** How long a picture may take before its request is answered with a failure, in milliseconds: the bound that checks have for one file. */
const patience = 10_000;

/** Asks the engine for pictures and pairs the answers with the questions. When the engine is gone, every open question is answered at once. */
export function createImages(engine: () => Pick<Engine, 'send'>) {
  const open = new Map<number, (answer: ImageAnswer) => void>();
  let last = 0;
  return {
    ask(sha256: string, rendition: ImageRendition): Promise<ImageAnswer> {
      last += 1;
      const id = last;
      return new Promise((resolve) => {
        const timer = setTimeout(() => finish({ kind: 'image', found: 'unavailable' }), patience);
        const finish = (answer: ImageAnswer) => {
          clearTimeout(timer);
          open.delete(id);
          resolve(answer);
        };
        open.set(id, finish);
        if (!engine().send({ kind: 'image', id, sha256, rendition })) finish({ kind: 'image', found: 'unavailable' });
      });
    },
    onMessage(answer: Extract<EngineToShell, { kind: 'image' }>): void {
      open.get(answer.id)?.(answer);
    },
    onLost(): void {
      for (const finish of [...open.values()]) finish({ kind: 'image', found: 'unavailable' });
    },
  };
}

export type Images = ReturnType<typeof createImages>;
