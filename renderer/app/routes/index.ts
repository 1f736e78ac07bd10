/**
 * Where in the program the person is: one route, and the ones before it.
 * Promises that a route is plain data, that going back restores it, and that nothing of it is written down.
 * Called by the layout, which shows the route's screen, and by screens that lead elsewhere.
 */
import { useSyncExternalStore } from 'react';
import type { QueueView, QueueWalk } from '../../../shared/domain/queue.ts';

/** A place in the program. */
export type Route =
  | { screen: 'queue' }
  /** One application under review; J and K walk through `list`, or where there is none through `view` in due order. */
  | { screen: 'review'; applicationId: string; view: QueueView; list?: QueueWalk | undefined }
  /** The list of requests; without a request, the first one is shown. */
  | { screen: 'requests'; requestId?: string | undefined }
  /** The second looks; with a first decision's identifier, the look at that one. */
  | { screen: 'second-review'; decisionId?: string | undefined }
  /** Where an applicant stands, for whoever answers the telephone. */
  | { screen: 'status'; applicationId?: string | undefined }
  | { screen: 'transfer' }
  | { screen: 'announcements' }
  | { screen: 'policy' }
  | { screen: 'insight' }
  | { screen: 'audit' }
  | { screen: 'settings' }
  | { screen: 'about' };

/** The routes gone back to at most. */
const remembered = 50;

let present: Route = { screen: 'queue' };
let before: Route[] = [];
let reviewed: string | undefined;
const listeners = new Set<() => void>();

const change = (route: Route): void => {
  present = route;
  if (route.screen === 'review') reviewed = route.applicationId;
  for (const listener of [...listeners]) listener();
};

/** Screens that walk from one thing to the next. */
const walks: readonly Route['screen'][] = ['review', 'requests'];

/** Goes to a place. Going from one application or request to the next leaves only one step to go back: to where reviewing began. */
export const navigate = (route: Route): void => {
  if (!(walks.includes(route.screen) && present.screen === route.screen)) before = [...before, present].slice(-remembered);
  change(route);
};

/** Goes back to the place before, or to the queue. */
export const goBack = (): void => {
  const previous = before.at(-1) ?? { screen: 'queue' };
  before = before.slice(0, -1);
  change(previous);
};

const unsearched = (route: Route): Route => {
  if (route.screen !== 'review' || route.list?.search === undefined) return route;
  const { search: _search, ...list } = route.list;
  return { ...route, list };
};

/** Forgets what was searched in all places, since it may be a person's name or number; the places themselves stay. */
export const forgetSearches = (): void => {
  before = before.map(unsearched);
  change(unsearched(present));
};

/** The present place. */
export const useRoute = (): Route =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    () => present,
  );

/** The application that was on screen last. */
export const lastReviewed = (): string | undefined => reviewed;
