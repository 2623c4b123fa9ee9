/** What is shown of a configuration. */
import { maskSecrets } from '../../conf/secrets.ts';
import type { ConfContext } from './context.ts';

/** A sentence without the secrets of the configuration: rules quote what is written. */
export function shown(text: string, { model }: ConfContext): string {
  return maskSecrets(
    text,
    model.files.map(({ tree }) => tree),
  );
}
