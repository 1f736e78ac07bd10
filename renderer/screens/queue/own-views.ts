import { mostOwnViews, type OwnView, type QueueLook } from '../../../shared/domain/queue.ts';
import { useChangeSettings, useSettings } from '../../engine/index.ts';

/** Whether the table is looked at as the view was saved. */
export const isAsSaved = (view: OwnView, look: QueueLook): boolean => {
  const said = ({ view: base, order, filter, columns }: Pick<QueueLook, 'view' | 'order' | 'filter' | 'columns'>): string => {
    const parts = Object.entries(filter ?? {})
      .filter(([, values]) => (values?.length ?? 0) > 0)
      .map(([part, values]) => [part, [...(values ?? [])].sort()] as const)
      .sort(([left], [right]) => (left < right ? -1 : 1));
    return JSON.stringify([base, order.by, order.descending, parts, columns ?? null]);
  };
  return said(view) === said(look);
};

/** The person's own views, kept with the settings. */
export const useOwnViews = () => {
  const views = useSettings().ownViews ?? [];
  const { mutate } = useChangeSettings();
  const keep = (ownViews: OwnView[]): void => mutate({ ownViews });
  const saved = ({ view, order, filter, columns }: QueueLook) => ({
    view,
    order,
    filter: filter ?? {},
    ...(columns === undefined ? {} : { columns }),
  });
  return {
    views,
    full: views.length >= mostOwnViews,
    /** Saves how the table is looked at; answers with the new view's identifier. */
    add: (name: string, look: QueueLook): string => {
      const id = crypto.randomUUID();
      keep([...views, { id, name, ...saved(look) }]);
      return id;
    },
    /** Saves it under the view that was chosen. */
    update: (id: string, look: QueueLook): void =>
      keep(views.map((view) => (view.id === id ? { id, name: view.name, ...saved(look) } : view))),
    rename: (id: string, name: string): void => keep(views.map((view) => (view.id === id ? { ...view, name } : view))),
    remove: (id: string): void => keep(views.filter((view) => view.id !== id)),
    move: (id: string, by: -1 | 1): void => {
      const from = views.findIndex((view) => view.id === id);
      const other = views[from + by];
      const moved = views[from];
      if (other === undefined || moved === undefined) return;
      keep(views.map((view) => (view === other ? moved : view === moved ? other : view)));
    },
  };
};
/** See {@link useOwnViews}. */
export type OwnViews = ReturnType<typeof useOwnViews>;
