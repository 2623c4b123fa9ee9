/** Paths of files as reports have them. */

/** A path as a URI: relative to the folder that the check was run in, or of the file system where it lies elsewhere. */
export function relativeUri(file: string): { readonly uri: string; readonly uriBaseId?: 'SRCROOT' } {
  const uri = file.split(/[/\\]/).map(encodeURIComponent).join('/');
  if (file.startsWith('/')) return { uri: `file://${uri}` };
  return { uri: uri.replace(/^(?:\.\/)+/, ''), uriBaseId: 'SRCROOT' };
}
