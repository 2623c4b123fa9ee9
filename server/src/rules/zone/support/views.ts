/** The same zone in the other views of its configuration. */
import type { Neighbour, ViewOfZone, ZoneContext } from '../context.ts';

/** True for a zone of a view, which may be in others. */
export function isInView({ settings, hasNeighbours }: ZoneContext): boolean {
  return settings.view !== undefined && settings.type === 'primary' && hasNeighbours !== false;
}

/** The zone in the other views, by their order. */
export function copiesOf(context: ZoneContext): readonly Neighbour[] {
  if (!isInView(context)) return [];
  return (context.inOtherViews?.(context.apex) ?? []).filter(({ model }) => model.apex === context.apex);
}

/** The zone in the first view before its own that has it: what differs between two is told in the later one. */
export function copyBefore(context: ZoneContext): Neighbour | undefined {
  const { view } = context.settings;
  return view && copiesOf(context).find(({ settings }) => (settings.view?.index ?? 0) < view.index);
}

/** The zone in a view for clients inside, where its own view is for everyone. */
export function copyInside(context: ZoneContext): Neighbour | undefined {
  if (context.settings.view?.clients !== 'anyone') return undefined;
  return copiesOf(context).find(isInside);
}

/** True for a zone of a view that names whom it is for. */
export function isInside({ settings }: Neighbour): boolean {
  return settings.view?.clients === 'some';
}

/** True where a reverse zone answers clients of the view of a name: it stands in it, or is taken over by `in-view`. No view is called ''. */
export function answersIn(view: ViewOfZone | undefined, name: string): boolean {
  return (view?.name ?? '') === name || (view?.takenBy?.includes(name) ?? false);
}
