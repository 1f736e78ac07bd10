/** A stop of the tour: the screen it is on, and the part of it that is meant; without a part, the words stand in the middle. */
export type TourStep = { name: TourStepName; screen: 'queue' | 'review'; part?: string; beside?: Beside };

/** Where the words stand beside the part, so that they lie on the screen whatever its height. */
type Beside = 'center' | 'left' | 'right' | 'top' | 'topRight';

/** The stops in the order of a reviewer's work. */
export const tourSteps = [
  { name: 'welcome', screen: 'queue' },
  { name: 'queue', screen: 'queue', part: '.queue-grid', beside: 'center' },
  { name: 'photos', screen: 'review', part: '.review-photos', beside: 'right' },
  { name: 'comparison', screen: 'review', part: '.review-comparison', beside: 'left' },
  { name: 'findings', screen: 'review', part: '.review-decision-grounds', beside: 'left' },
  { name: 'reasons', screen: 'review', part: '.review-outcomes', beside: 'topRight' },
  { name: 'deciding', screen: 'review', part: '.review-outcomes', beside: 'topRight' },
  { name: 'takingBack', screen: 'review' },
  { name: 'transfer', screen: 'review', part: '.status-line', beside: 'top' },
  { name: 'keys', screen: 'queue', part: '.rail', beside: 'right' },
] as const satisfies readonly { name: string; screen: TourStep['screen']; part?: string; beside?: Beside }[];
/** The name of a stop. */
type TourStepName = (typeof tourSteps)[number]['name'];
