/**
 * The second look: what was escalated or drawn, looked at without knowing what the first one said, and how far the two agree.
 * Promises that the first view is not on the page, nor anywhere in it, until the second one is formed, and that no person is named.
 * Called by the app for the route `second-review`, which hands the review's columns over.
 */
export { SecondReviewScreen } from './second-review-screen.tsx';
