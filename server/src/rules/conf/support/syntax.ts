/** What the parser says of a configuration's punctuation. */
import type { ConfFile, ConfModel } from '../../../conf/model.ts';
import type { SyntaxProblem } from '../../../conf/tree.ts';

/** The problems of a kind, in all files. */
export function syntaxProblems(
  model: ConfModel,
  code: SyntaxProblem['code'],
): readonly { readonly file: ConfFile; readonly problem: SyntaxProblem }[] {
  return model.files.flatMap((file) =>
    file.tree.problems.filter((problem) => problem.code === code).map((problem) => ({ file, problem })),
  );
}
