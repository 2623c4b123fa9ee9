/** What zones take from the templates that they name (BIND 9.21): every statement that they do not have themselves. */
import type { Named, Scope, Setting, Zone } from './model.ts';
import { firstArgument } from './model.ts';

/** The template that a zone names; named compares without case, and takes the first of several. */
function templateOf({ scope }: Zone, templates: readonly Named[]): Scope | undefined {
  const name = firstArgument(scope, 'template')?.text.toLowerCase();
  return name === undefined ? undefined : templates.find((template) => template.name.toLowerCase() === name)?.scope;
}

/** The statements of a scope, and behind them those of another that it has not. */
function withStatementsOf(scope: Scope, template: Scope): Scope {
  const inherited = template.settings.filter(({ name }) => !scope.byName.has(name));
  const byName = new Map(scope.byName);
  for (const { name } of inherited) byName.set(name, template.byName.get(name) ?? []);
  return { ...scope, settings: [...scope.settings, ...inherited], byName };
}

/** A zone with what its template says; the zone itself where it names none that is known. */
export function withTemplate(zone: Zone, templates: readonly Named[], typeIn: (scope: Scope) => Zone['type']): Zone {
  const template = templateOf(zone, templates);
  if (!template) return zone;
  const scope = withStatementsOf(zone.scope, template);
  const typeWord = firstArgument(scope, 'type');
  const fileWord = firstArgument(scope, 'file');
  return { ...zone, scope, template, typeWord, fileWord, type: zone.inView ? 'in-view' : typeIn(scope) };
}

/** Whether a statement of a zone comes from its template. */
export function isFromTemplate({ clause }: Setting): boolean {
  return clause === 'template';
}

/** Whether a zone names a template that is not known, so that what the zone says is not known either. */
export function lacksTemplate({ scope, template }: Zone): boolean {
  return scope.byName.has('template') && !template;
}
