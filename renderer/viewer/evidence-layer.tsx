import type { Region, Spot } from '../../shared/domain/finding.ts';
import { cornersOf, insidePhoto } from './geometry.ts';
import { type Frame, outlinePoints, regionBox, type ViewState } from './view-state.ts';

/**
 * A place on the photo that somebody points to, with what is said of it: a rectangle, or an outline of several corners with the rectangle around it.
 * `pinned`: a reviewer's own, to which a reason is tied.
 */
export type Evidence = {
  id: string;
  region: Region;
  outline?: readonly Spot[] | undefined;
  label: string;
  tone: 'fail' | 'warn' | 'quiet' | 'pinned';
  active: boolean;
};

/** The rectangle around an outline. */
export const around = (outline: readonly Spot[]): Region => {
  const [xs, ys] = [outline.map(({ x }) => x), outline.map(({ y }) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, w: Math.max(...xs) - x, h: Math.max(...ys) - y };
};

/** The evidence drawn over the photo: boxes and outlines that follow zoom and turn, outside the picture's adjustments. */
export const EvidenceLayer = ({ evidence, view, frame }: { evidence: readonly Evidence[]; view: ViewState; frame: Frame }) => (
  <div className="viewer-evidence" aria-hidden="true">
    {evidence.map(({ id, region, outline: given, label, tone, active }) => {
      const box = regionBox(view, frame, insidePhoto(region));
      // On a straightened photo a rectangle lies askew.
      const outline = given ?? (view.slant === 0 ? undefined : cornersOf(insidePhoto(region)));
      return (
        <div
          key={id}
          className={outline === undefined ? 'viewer-evidence-box' : 'viewer-evidence-outline'}
          data-tone={tone}
          data-active={active}
          style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        >
          {outline !== undefined && (
            <svg width={box.width} height={box.height} aria-hidden="true">
              <polygon points={outlinePoints(view, frame, outline, box)} />
            </svg>
          )}
          {active && <span className="viewer-evidence-label">{label}</span>}
        </div>
      );
    })}
  </div>
);
