import { useQueueCounts, useTransfer } from '../../engine/index.ts';
import { useFormat, useTranslation } from '../../i18n/index.ts';
import { ProgressLine } from '../../parts/index.ts';

/**
 * What is on its way at the first start: the demo's applications being drawn, then documents being fetched. Over rows that can be worked on already nothing
 * tells of the former but the status line: a bar that came and went with every application would move them under the pointer.
 */
export const Arriving = () => {
  const { t } = useTranslation('queue');
  const format = useFormat();
  const transfer = useTransfer().data;
  const held = useQueueCounts().data?.all;
  if (transfer === undefined) return null;
  const { preparing, documents, phase } = transfer;
  if (preparing !== undefined) {
    if (held === undefined || held > 0) return null;
    return (
      <div className="queue-arriving">
        <ProgressLine
          label={t('arriving.preparing')}
          done={preparing.done}
          total={preparing.total}
          detail={t('arriving.preparingDetail')}
        />
      </div>
    );
  }
  if (phase === 'idle' || documents.held >= documents.total) return null;
  return (
    <div className="queue-arriving">
      <ProgressLine
        label={t('arriving.documents')}
        done={documents.held}
        total={documents.total}
        detail={t('arriving.documentsDetail', {
          held: format.bytes(documents.heldBytes),
          total: format.bytes(documents.totalBytes),
          rate: format.rate(documents.bytesPerSecond),
        })}
      />
    </div>
  );
};
