import type { Region } from '../../shared/domain/finding.ts';
import { insidePhoto } from './geometry.ts';
import { type Frame, regionBox, type ViewState } from './view-state.ts';

/** A place on the photo that a check points to, with what it says of it. */
export type Evidence = { id: string; region: Region; label: string; tone: 'fail' | 'warn' | 'quiet'; active: boolean };

/** The evidence drawn over the photo: boxes that follow zoom and turn, outside the picture's adjustments. */
export const EvidenceLayer = ({ evidence, view, frame }: { evidence: readonly Evidence[]; view: ViewState; frame: Frame }) => (
  <div className="viewer-evidence" aria-hidden="true">
    {evidence.map(({ id, region, label, tone, active }) => {
      const box = regionBox(view, frame, insidePhoto(region));
      return (
        <div
          key={id}
          className="viewer-evidence-box"
          data-tone={tone}
          data-active={active}
          style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
        >
          {active && <span className="viewer-evidence-label">{label}</span>}
        </div>
      );
    })}
  </div>
);
