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
import { KeyCap } from '../parts/index.ts';
import { AdjustPanel } from './adjust-panel.tsx';
import { type Adjustment, isAdjusted } from './adjustment.ts';
import type { ViewerMode } from './use-modes.ts';
import type { ViewCommand } from './view-state.ts';

/** One step of the + and − keys and buttons. */
export const zoomStep = 1.25;

/** The tools that have a key. */
export type KeyedTool =
  | 'zoomOut'
  | 'actual'
  | 'zoomIn'
  | 'fit'
  | 'turnLeft'
  | 'turnRight'
  | 'adjust'
  | 'pair'
  | 'link'
  | 'wipe'
  | 'loupe'
  | 'mark'
  | 'evidence';
/** The key of a tool as it is now: as it is shown, and as a screen reader is told (`aria-keyshortcuts`); undefined where it has none. */
export type ToolKeys = (tool: KeyedTool) => { shown: string | undefined; spoken: string | undefined };

type ToolProps = {
  tool: KeyedTool;
  name: string;
  keys: ToolKeys;
  /** What stands on the button: an icon, or words that are its name themselves. */
  children: ReactNode;
  worded?: boolean;
  disabled?: boolean;
  pressed?: boolean;
  onPress: () => void;
};

const Tool = ({ tool, name, keys, children, worded = false, disabled = false, pressed, onPress }: ToolProps) => {
  const { shown, spoken } = keys(tool);
  const title = (
    <span className="viewer-tip">
      {name} {shown === undefined ? null : <KeyCap chord={shown} />}
    </span>
  );
  return (
    <Tooltip title={title} mouseEnterDelay={0.5}>
      <button
        type="button"
        className={worded ? 'viewer-tool viewer-percent' : 'viewer-tool'}
        data-tool={tool}
        aria-label={worded ? undefined : name}
        aria-keyshortcuts={spoken}
        {...(pressed === undefined ? {} : { 'aria-pressed': pressed })}
        disabled={disabled}
        onClick={onPress}
      >
        {children}
      </button>
    </Tooltip>
  );
};

type Props = {
  keys: ToolKeys;
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
  tool: KeyedTool;
  name: 'loupe.title' | 'wipe.title' | 'link' | 'mark.title' | 'evidence';
  icon: ReactNode;
}[] = [
  { mode: 'linked', tool: 'link', name: 'link', icon: <LinkOutlined /> },
  { mode: 'wipe', tool: 'wipe', name: 'wipe.title', icon: <HistoryOutlined /> },
  { mode: 'loupe', tool: 'loupe', name: 'loupe.title', icon: <ZoomInOutlined /> },
  { mode: 'marking', tool: 'mark', name: 'mark.title', icon: <PushpinOutlined /> },
  { mode: 'evidence', tool: 'evidence', name: 'evidence', icon: <BorderOuterOutlined /> },
];

/** The row of tools under the photo; each has its key. */
export const ViewerTools = ({
  keys,
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
  const common = { keys, disabled };
  const shown: Partial<Record<ViewerMode, boolean>> = { loupe: true, ...offered };
  return (
    <div className="viewer-tools" role="toolbar" aria-label={t('tools')}>
      <Tool {...common} tool="zoomOut" name={t('zoomOut')} onPress={() => onCommand({ do: 'zoom', factor: 1 / zoomStep })}>
        <MinusOutlined />
      </Tool>
      <Tool {...common} tool="actual" name={t('actual')} worded onPress={() => onCommand({ do: 'actual' })}>
        {percent === undefined ? '–' : `${percent}%`}
      </Tool>
      <Tool {...common} tool="zoomIn" name={t('zoomIn')} onPress={() => onCommand({ do: 'zoom', factor: zoomStep })}>
        <PlusOutlined />
      </Tool>
      <Tool {...common} tool="fit" name={t('fit')} onPress={() => onCommand({ do: 'fit' })}>
        <ColumnWidthOutlined />
      </Tool>
      <span className="viewer-tools-gap" />
      <Tool {...common} tool="turnLeft" name={t('turnLeft')} onPress={() => onCommand({ do: 'turn', direction: -1 })}>
        <RotateLeftOutlined />
      </Tool>
      <Tool {...common} tool="turnRight" name={t('turnRight')} onPress={() => onCommand({ do: 'turn', direction: 1 })}>
        <RotateRightOutlined />
      </Tool>
      <Tool
        {...common}
        tool="adjust"
        name={t('adjust')}
        pressed={on.adjusting || isAdjusted(adjustment) || slant !== 0}
        onPress={() => onMode('adjusting', !on.adjusting)}
      >
        <ControlOutlined />
      </Tool>
      <span className="viewer-tools-gap" />
      {onPair !== undefined && (
        <Tool {...common} tool="pair" name={t('pair')} disabled={false} pressed={paired} onPress={onPair}>
          <SplitCellsOutlined />
        </Tool>
      )}
      {modeTools.map(({ mode, tool, name, icon }) =>
        shown[mode] === true ? (
          <Tool {...common} key={mode} tool={tool} name={t(name)} pressed={on[mode]} onPress={() => onMode(mode, !on[mode])}>
            {icon}
          </Tool>
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
