/**
 * Review: one application on the screen, and the decision on it. Promises that the next application is there with the key that decides, that a decision is told only
 * when it is durable, and that what was begun is kept. The layout shows it for the route `review`; what is printed of it is a page of its own.
 */

export { DecisionSheetPage } from './printed/decision-sheet-page.tsx';
export { ReviewColumns } from './review-columns.tsx';
export { ReviewScreen } from './review-screen.tsx';
