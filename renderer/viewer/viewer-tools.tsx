import {
  BorderOuterOutlined,
  ColumnWidthOutlined,
  ControlOutlined,
  MinusOutlined,
  PlusOutlined,
  RotateLeftOutlined,
  RotateRightOutlined,
} from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AdjustPanel } from './adjust-panel.tsx';
import { type Adjustment, isAdjusted } from './adjustment.ts';
import type { ViewCommand } from './view-state.ts';

/** One step of the + and − keys and buttons. */
export const zoomStep = 1.25;

type ToolProps = { name: string; keys: string; icon: ReactNode; disabled?: boolean; pressed?: boolean; onPress: () => void };

const Tool = ({ name, keys, icon, disabled = false, pressed, onPress }: ToolProps) => (
  <Tooltip title={`${name}  ${keys}`} mouseEnterDelay={0.5}>
    <button
      type="button"
      className="viewer-tool"
      aria-label={name}
      aria-keyshortcuts={keys}
      {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
      disabled={disabled}
      onClick={onPress}
    >
      {icon}
    </button>
  </Tooltip>
);

type Props = {
  disabled: boolean;
  percent: number | undefined;
  adjustment: Adjustment | undefined;
  adjusting: boolean;
  /** Whether evidence is drawn; undefined where there is none. */
  evidence: boolean | undefined;
  onCommand: (command: ViewCommand) => void;
  onAdjust: (adjustment: Adjustment) => void;
  onAdjusting: (open: boolean) => void;
  onEvidence: (visible: boolean) => void;
};

/** The row of tools under the photo; each has its key. */
export const ViewerTools = ({
  disabled,
  percent,
  adjustment,
  adjusting,
  evidence,
  onCommand,
  onAdjust,
  onAdjusting,
  onEvidence,
}: Props) => {
  const { t } = useTranslation('review');
  return (
    <div className="viewer-tools" role="toolbar" aria-label={t('viewer.tools')}>
      <Tool
        name={t('viewer.zoomOut')}
        keys="−"
        icon={<MinusOutlined />}
        disabled={disabled}
        onPress={() => onCommand({ do: 'zoom', factor: 1 / zoomStep })}
      />
      <Tooltip title={`${t('viewer.actual')}  1`} mouseEnterDelay={0.5}>
        <button
          type="button"
          className="viewer-tool viewer-percent"
          aria-keyshortcuts="1"
          disabled={disabled}
          onClick={() => onCommand({ do: 'actual' })}
        >
          {percent === undefined ? '–' : `${percent}%`}
        </button>
      </Tooltip>
      <Tool
        name={t('viewer.zoomIn')}
        keys="+"
        icon={<PlusOutlined />}
        disabled={disabled}
        onPress={() => onCommand({ do: 'zoom', factor: zoomStep })}
      />
      <Tool name={t('viewer.fit')} keys="0" icon={<ColumnWidthOutlined />} disabled={disabled} onPress={() => onCommand({ do: 'fit' })} />
      <span className="viewer-tools-gap" />
      <Tool
        name={t('viewer.turnLeft')}
        keys="Shift+T"
        icon={<RotateLeftOutlined />}
        disabled={disabled}
        onPress={() => onCommand({ do: 'turn', direction: -1 })}
      />
      <Tool
        name={t('viewer.turnRight')}
        keys="T"
        icon={<RotateRightOutlined />}
        disabled={disabled}
        onPress={() => onCommand({ do: 'turn', direction: 1 })}
      />
      <span className="viewer-tools-gap" />
      {evidence !== undefined && (
        <Tool
          name={t('viewer.evidence')}
          keys="B"
          icon={<BorderOuterOutlined />}
          disabled={disabled}
          pressed={evidence}
          onPress={() => onEvidence(!evidence)}
        />
      )}
      <Tool
        name={t('viewer.adjust')}
        keys="L"
        icon={<ControlOutlined />}
        disabled={disabled}
        pressed={adjusting || (adjustment !== undefined && isAdjusted(adjustment))}
        onPress={() => onAdjusting(!adjusting)}
      />
      {adjusting && adjustment !== undefined && !disabled && (
        <AdjustPanel adjustment={adjustment} onAdjust={onAdjust} onClose={() => onAdjusting(false)} />
      )}
    </div>
  );
};
