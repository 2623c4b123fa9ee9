/** The tool `value`: what a statement of named.conf is, and where that comes from. */
import type { ConfModel } from '../../conf/model.ts';
import { releaseOf } from '../../dns/versions.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { type Holder, levelsOf } from '../conf/inherited.ts';
import { type Arguments, ToolError } from './answers.ts';
import type { NameOf } from './names.ts';

/** What it is for a zone, a view or the server: the first level is in force. */
export function valueAnswer({ option, zone, view }: Arguments, workspace: Workspace, nameOf: NameOf): string {
  if (typeof option !== 'string') throw new ToolError('"option" is a statement, such as allow-transfer');
  const { version } = releaseOf(workspace.settings.bindVersion);
  const said: string[] = [];
  for (const { model } of workspace.configurations) {
    if (!model) continue;
    for (const { title, holder } of holdersIn(model, zone, view)) {
      const levels = levelsOf(model, option, holder, version);
      const lines = levels.map(({ from, value, setting }, i) => {
        const place = setting && `${nameOf(setting.file.uri)}:${lineOf(setting)}`;
        const where = [from === 'default' ? 'as by default' : `from ${from}`, ...(place ? [place] : [])].join(', ');
        return `  ${i === 0 ? 'in force' : 'covered'}: ${value ?? '(not shown)'} (${where})`;
      });
      said.push(
        `${option} for ${title}:`,
        ...(lines.length > 0 ? lines : ['  not set, and nothing is known of it by default']),
      );
    }
  }
  if (said.length === 0) throw new ToolError('no configuration here has that zone or view');
  return said.join('\n');
}

function* holdersIn(
  model: ConfModel,
  zone: unknown,
  view: unknown,
): Generator<{ readonly title: string; readonly holder: Holder }> {
  if (typeof zone === 'string') {
    const wanted = zone.toLowerCase().replace(/\.$/, '');
    for (const each of model.zones) {
      if (each.origin.toLowerCase().replace(/\.$/, '') !== wanted) continue;
      if (typeof view === 'string' && each.view?.name !== view) continue;
      const title = each.view ? `the zone ${zone} in the view ${each.view.name}` : `the zone ${zone}`;
      yield { title, holder: { zone: each, view: each.view } };
    }
    return;
  }
  if (typeof view === 'string') {
    for (const each of model.views) if (each.name === view) yield { title: `the view ${view}`, holder: { view: each } };
    return;
  }
  yield { title: 'the server', holder: {} };
}

function lineOf({
  file,
  statement,
}: {
  readonly file: { readonly tree: { readonly text: string } };
  readonly statement: { readonly start: number };
}): number {
  return file.tree.text.slice(0, statement.start).split('\n').length;
}
