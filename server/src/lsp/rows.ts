/** The kinds of rows in the table of requests. */
import type {
  CancellationToken,
  HandlerResult,
  Position,
  Range,
  RequestHandler,
  RequestType,
  ServerCapabilities,
} from 'vscode-languageserver';
import { type Marked, translated } from '../l10n.ts';
import type { Refusal } from '../services/service.ts';
import type { Answered, Feature, Given, PromptFeature, SteppedFeature } from '../services/services.ts';
import { answer, answerWhenKnown } from './answers.ts';
import type { Session } from './session.ts';
import type { SettingsInUse } from './settings.ts';

/** A request that the server answers. */
export interface RequestRow {
  /** The protocol's name of the request. */
  readonly method: string;
  /** What the user is told that failed, where it fails; shown by `translated`. */
  readonly what: Marked;
  /** The features of services that it asks. */
  readonly features: readonly Feature[];
  /** What the server says about itself because of it. */
  readonly announces: ServerCapabilities;
  /** Answers it from now on. */
  serve(session: Session): void;
}

/** Parameters of a request about a file: LSP's own, or those of Bailiwick's requests. */
type AboutFile = ({ readonly textDocument: { readonly uri: string } } | { readonly uri: string }) & {
  readonly position?: Position;
  readonly range?: Range;
};

/** What a feature answers where it has an answer. */
type Content<K extends Feature> = Exclude<Answered<K>, Refusal | undefined>;
/** Those of the features whose answers fit a request. */
type Fitting<K extends Feature, R> = { [F in K]: Content<F> extends R ? F : never }[K];

interface FeatureRow<P, R, K extends Feature> {
  readonly what: Marked;
  /** What the feature is asked with beside the file. */
  readonly given: (params: P) => [...Given<K>];
  /** The answer where the feature has none; null without. */
  readonly otherwise?: R;
  readonly announces?: ServerCapabilities;
}

/** A feature that answers at once: about the place that the client names, if it names one. */
export function atPlace<P extends AboutFile, R, E, K extends Fitting<PromptFeature, R>>(
  type: RequestType<P, R, E>,
  feature: K,
  { given, otherwise, ...about }: FeatureRow<P, R, K>,
): RequestRow {
  return own(type, { ...about, features: [feature] }, (session, params, _token, what) => {
    const ask = () => session.services.ask(feature, uriOf(params), placeOf(params), ...given(params)) ?? otherwise;
    return answer(session, what, ask) as HandlerResult<R, E>;
  });
}

interface SlicedRow<P, R, K extends Feature> extends FeatureRow<P, R, K> {
  /** True where the answer is right whatever is typed meanwhile. */
  readonly outlivesEdits?: true;
  /** False where the user does not want an answer. */
  readonly isWanted?: (settings: SettingsInUse) => boolean;
}

/** A feature that goes over whole files, in slices; an edit of the file ends it. */
export function inSteps<P extends AboutFile, R, E, K extends Fitting<SteppedFeature, R>>(
  type: RequestType<P, R, E>,
  feature: K,
  { given, otherwise, outlivesEdits, isWanted, ...about }: SlicedRow<P, R, K>,
): RequestRow {
  return own(type, { ...about, features: [feature] }, (session, params, token, what) => {
    const uri = uriOf(params);
    if (isWanted?.(session.settings) === false) return (otherwise ?? null) as HandlerResult<R, E>;
    const ask = () => session.services.askInSteps(feature, uri, ...given(params));
    const answered = answerWhenKnown(session, what, { uri, token, outlivesEdits }, ask);
    return answered.then((found) => found ?? otherwise ?? null) as HandlerResult<R, E>;
  });
}

interface OwnRow {
  readonly what: Marked;
  readonly features?: readonly Feature[];
  readonly announces?: ServerCapabilities;
}

/** A request that is answered in a way of its own. */
export function own<P, R, E>(
  type: RequestType<P, R, E>,
  { what, features = [], announces = {} }: OwnRow,
  handle: (session: Session, params: P, token: CancellationToken, what: string) => HandlerResult<R, E>,
): RequestRow {
  return {
    method: type.method,
    what,
    features,
    announces,
    serve(session) {
      const { connection, forms } = session;
      const serve = async (params: P, token: CancellationToken) => {
        const answered = await handle(session, forms.question(params), token, translated(what));
        return forms.answer(type.method, params, answered);
      };
      connection.onRequest(type, serve as RequestHandler<P, R, E>);
    },
  };
}

function uriOf(params: AboutFile): string {
  return 'textDocument' in params ? params.textDocument.uri : params.uri;
}

/** The place that is looked at first: where the file is still being read, it is read there. */
function placeOf({ position, range }: AboutFile): Position | undefined {
  return position ?? range?.start;
}
