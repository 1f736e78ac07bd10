/** The thread that fetches documents: network, SHA-256, encryption and disk, away from the thread that answers the window. Started by `fetching.ts`. */
import { systemClock } from '../ports/clock.ts';
import { systemRandom } from '../ports/random.ts';
import { applyServerTrust } from '../ports/server-trust.ts';
import { answerCalls } from '../ports/thread.ts';
// Not by the vault's front: this thread has no use for the rest of it, and a small heap is what makes it fast.
import { openDocumentReceiver } from '../vault/document-files.ts';
import {
  type DocumentAnswer,
  type DocumentNote,
  type DocumentThreadStart,
  fetchDocuments,
  type WantedDocument,
} from './document-thread.ts';
import { openLine } from './line.ts';

answerCalls<DocumentThreadStart, WantedDocument, DocumentNote, DocumentAnswer>(({ url, workstationId, place, trust }) => {
  applyServerTrust(trust);
  return fetchDocuments(openLine(url, workstationId), openDocumentReceiver(place, systemRandom), systemClock.monotonic);
});
