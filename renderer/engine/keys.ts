import type { QueueQuery, QueueView } from '../../shared/domain/queue.ts';

/** The names under which answers are kept, by area of the contract: what the event stream invalidates. */
export const keys = {
  vault: ['vault'] as const,
  transfer: ['sync', 'state'] as const,
  announcements: ['sync', 'announcements'] as const,
  queue: ['queue'] as const,
  queueCounts: ['queue', 'counts'] as const,
  queueList: (query: QueueQuery) => ['queue', 'list', query] as const,
  queueNext: (view: QueueView, after: string | undefined, count: number) => ['queue', 'next', view, after ?? '', count] as const,
  sheets: ['review', 'sheet'] as const,
  sheet: (applicationId: string) => ['review', 'sheet', applicationId] as const,
  revealedSheet: (applicationId: string) => ['review', 'sheet', applicationId, 'revealed'] as const,
  preview: ['review', 'preview'] as const,
  rules: ['review', 'rules'] as const,
  feedback: ['feedback'] as const,
  outbox: ['outbox'] as const,
  claims: ['claims'] as const,
  conflicts: ['conflicts'] as const,
  conflict: (decisionId: string, reveal: boolean) => ['conflicts', decisionId, reveal] as const,
  keptDrafts: ['conflicts', 'keptDrafts'] as const,
  requests: ['requests'] as const,
  request: (requestId: string, reveal: boolean) => ['requests', requestId, reveal] as const,
  packages: ['packages'] as const,
  settings: ['settings', 'read'] as const,
  about: ['settings', 'about'] as const,
  shell: ['shell', 'versions'] as const,
};
