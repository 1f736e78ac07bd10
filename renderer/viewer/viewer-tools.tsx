import {
  BorderOuterOutlined,
  ColumnWidthOutlined,
  ControlOutlined,
  HistoryOutlined,
  LinkOutlined,
  MinusOutlined,
  PlusOutlined,
  PushpinOutlined,
  RotateLeftOutlined,
  RotateRightOutlined,
  SplitCellsOutlined,
  ZoomInOutlined,
} from '@ant-design/icons';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AdjustPanel } from './adjust-panel.tsx';
import { type Adjustment, isAdjusted } from './adjustment.ts';
import type { ViewerMode } from './use-modes.ts';
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
  adjustment: Adjustment;
  slant: number;
  on: Record<ViewerMode, boolean>;
  /** What there is something for; the other tools are left out. */
  offered: { evidence: boolean; wipe: boolean; linked: boolean; marking: boolean };
  paired: boolean;
  onPair: (() => void) | undefined;
  onCommand: (command: ViewCommand) => void;
  onAdjust: (adjustment: Adjustment) => void;
  onStraightening: (busy: boolean) => void;
  onMode: (mode: ViewerMode, on: boolean) => void;
};

const modeTools: {
  mode: Exclude<ViewerMode, 'adjusting'>;
  name: 'loupe.title' | 'wipe.title' | 'link' | 'mark.title' | 'evidence';
  keys: string;
  icon: ReactNode;
}[] = [
  { mode: 'linked', name: 'link', keys: 'Y', icon: <LinkOutlined /> },
  { mode: 'wipe', name: 'wipe.title', keys: 'H', icon: <HistoryOutlined /> },
  { mode: 'loupe', name: 'loupe.title', keys: 'Q', icon: <ZoomInOutlined /> },
  { mode: 'marking', name: 'mark.title', keys: 'X', icon: <PushpinOutlined /> },
  { mode: 'evidence', name: 'evidence', keys: 'B', icon: <BorderOuterOutlined /> },
];

/** The row of tools under the photo; each has its key. */
export const ViewerTools = ({
  disabled,
  percent,
  adjustment,
  slant,
  on,
  offered,
  paired,
  onPair,
  onCommand,
  onAdjust,
  onStraightening,
  onMode,
}: Props) => {
  const { t } = useTranslation('viewer');
  const shown: Partial<Record<ViewerMode, boolean>> = { loupe: true, ...offered };
  return (
    <div className="viewer-tools" role="toolbar" aria-label={t('tools')}>
      <Tool
        name={t('zoomOut')}
        keys="−"
        icon={<MinusOutlined />}
        disabled={disabled}
        onPress={() => onCommand({ do: 'zoom', factor: 1 / zoomStep })}
      />
      <Tooltip title={`${t('actual')}  1`} mouseEnterDelay={0.5}>
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
        name={t('zoomIn')}
        keys="+"
        icon={<PlusOutlined />}
        disabled={disabled}
        onPress={() => onCommand({ do: 'zoom', factor: zoomStep })}
      />
      <Tool name={t('fit')} keys="0" icon={<ColumnWidthOutlined />} disabled={disabled} onPress={() => onCommand({ do: 'fit' })} />
      <span className="viewer-tools-gap" />
      <Tool
        name={t('turnLeft')}
        keys="Shift+T"
        icon={<RotateLeftOutlined />}
        disabled={disabled}
        onPress={() => onCommand({ do: 'turn', direction: -1 })}
      />
      <Tool
        name={t('turnRight')}
        keys="T"
        icon={<RotateRightOutlined />}
        disabled={disabled}
        onPress={() => onCommand({ do: 'turn', direction: 1 })}
      />
      <Tool
        name={t('adjust')}
        keys="L"
        icon={<ControlOutlined />}
        disabled={disabled}
        pressed={on.adjusting || isAdjusted(adjustment) || slant !== 0}
        onPress={() => onMode('adjusting', !on.adjusting)}
      />
      <span className="viewer-tools-gap" />
      {onPair !== undefined && <Tool name={t('pair')} keys="P" icon={<SplitCellsOutlined />} pressed={paired} onPress={onPair} />}
      {modeTools.map(({ mode, name, keys, icon }) =>
        shown[mode] === true ? (
          <Tool
            key={mode}
            name={t(name)}
            keys={keys}
            icon={icon}
            disabled={disabled}
            pressed={on[mode]}
            onPress={() => onMode(mode, !on[mode])}
          />
        ) : null,
      )}
      {on.adjusting && !disabled && (
        <AdjustPanel
          adjustment={adjustment}
          slant={slant}
          onAdjust={onAdjust}
          onStraighten={(to) => onCommand({ do: 'straighten', to })}
          onStraightening={onStraightening}
          onClose={() => onMode('adjusting', false)}
        />
      )}
    </div>
  );
};
