/** A stop of the tour: the screen it is on, and the part of it that is meant; without a part, the words stand in the middle. */
export type TourStep = { name: TourStepName; screen: 'queue' | 'review'; part?: string };

/** The stops in the order of a reviewer's work. */
export const tourSteps = [
  { name: 'welcome', screen: 'queue' },
  { name: 'queue', screen: 'queue', part: '.queue-grid' },
  { name: 'photos', screen: 'review', part: '.review-photos' },
  { name: 'comparison', screen: 'review', part: '.review-comparison' },
  { name: 'findings', screen: 'review', part: '.review-decision-grounds' },
  { name: 'reasons', screen: 'review', part: '.review-outcomes' },
  { name: 'deciding', screen: 'review', part: '.review-outcomes' },
  { name: 'takingBack', screen: 'review' },
  { name: 'transfer', screen: 'review', part: '.status-line' },
  { name: 'keys', screen: 'queue', part: '.rail' },
] as const satisfies readonly { name: string; screen: TourStep['screen']; part?: string }[];
/** The name of a stop. */
type TourStepName = (typeof tourSteps)[number]['name'];
