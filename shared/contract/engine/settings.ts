import { oc } from '@orpc/contract';
import { z } from 'zod';
import { mostOwnViews, queueColumns, queueOrders, queueViews } from '../../domain/queue.ts';
import type { Settings } from '../../domain/settings.ts';
import type { ShippedComponent } from '../../domain/shipped-component.ts';
import { answer } from './envelope.ts';
import { queueFilterSchema } from './queue.ts';

const order = z.object({ by: z.enum(queueOrders), descending: z.boolean() });
const columns = z.array(z.enum(queueColumns)).min(1).max(queueColumns.length).optional();

/** A view of the person's own. */
const ownViewSchema = z.object({
  id: z.string().min(1).max(40),
  name: z.string().min(1).max(60),
  view: z.enum(queueViews),
  order,
  filter: queueFilterSchema,
  columns,
});

/** The settings of a workstation, as its file holds them. */
export const settingsSchema = z.object({
  language: z.enum(['zh', 'en']),
  theme: z.enum(['light', 'dark', 'system']),
  zoom: z.number().min(0.8).max(2),
  singleKeys: z.boolean(),
  // A command of another version of the program keeps its keys here, unused.
  keys: z.record(z.string().max(100), z.array(z.string().min(1).max(40)).max(5)).optional(),
  queue: z
    .object({
      view: z.enum(queueViews),
      order,
      widths: z.record(z.string().max(50), z.number().min(20).max(2_000)),
      filter: queueFilterSchema.optional(),
      columns,
      own: z.string().max(40).optional(),
    })
    .optional(),
  ownViews: z.array(ownViewSchema).max(mostOwnViews).optional(),
  claimCount: z.int().min(1).max(1_000).optional(),
  tour: z.object({ step: z.int().min(0).max(100), seen: z.boolean() }).optional(),
  rulesSeen: z.object({ policy: z.string().max(200).optional(), catalogue: z.string().max(200).optional() }).optional(),
  announcementsSeen: z.array(z.string().min(1).max(200)).max(1_000).optional(),
}) satisfies z.ZodType<Settings>;

/** About the product and where it keeps its things. */
export type About = {
  version: string;
  engineNode: string;
  /** The workstation's data folder. */
  folder: string;
  store: { sqlite: string; cipher: string };
  policyVersion?: string | undefined;
  reasonsVersion?: string | undefined;
};

/** Settings: what is remembered outside the vault. Answers while locked. */
export const settings = {
  read: oc.output(answer<Settings>()),
  change: oc.input(settingsSchema.partial()).output(answer<Settings>()),
  about: oc.output(answer<About>()),
  /** What of others the product carries, without the texts of the licences. */
  components: oc.output(answer<Omit<ShippedComponent, 'text'>[]>()),
  /** The text of one component's licence files; empty where it carries none. */
  licenceText: oc.input(z.object({ name: z.string().max(300), version: z.string().max(100) })).output(answer<{ text: string }>()),
};
