import assert from 'node:assert/strict';
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { replaceFile, type WritingSystem } from '../../../server/src/node/replaceFile.ts';

const OLD = 'www A 192.0.2.1\n';
const NEW = new TextEncoder().encode('www  A  192.0.2.1\nmail A 192.0.2.2\n');

describe('replacing a file', () => {
  let folder = '';
  let path = '';
  beforeEach(() => {
    folder = fs.mkdtempSync(join(tmpdir(), 'replace-'));
    path = join(folder, 'db.example.com');
    fs.writeFileSync(path, OLD);
  });
  afterEach(() => fs.rmSync(folder, { recursive: true, force: true }));

  const text = (file: string): string => fs.readFileSync(file, 'utf8');
  const failing = (part: Partial<WritingSystem>): WritingSystem => ({ ...fs, ...part });
  const noSpace = (): never => {
    throw Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
  };

  test('its content is the new one, and nothing is left beside it', () => {
    replaceFile(path, NEW);
    assert.equal(text(path), Buffer.from(NEW).toString());
    assert.deepEqual(fs.readdirSync(folder), ['db.example.com']);
  });

  test('its mode stays, whatever the umask', () => {
    fs.chmodSync(path, 0o640);
    replaceFile(path, NEW);
    assert.equal(fs.statSync(path).mode & 0o7777, 0o640);
  });

  test('a symbolic link stays one, and what it leads to is written', () => {
    const link = join(folder, 'link');
    fs.symlinkSync('db.example.com', link);
    replaceFile(link, NEW);
    assert.ok(fs.lstatSync(link).isSymbolicLink());
    assert.equal(text(path), Buffer.from(NEW).toString());
  });

  test('a hard link stays one: both names have the new content', () => {
    const other = join(folder, 'other');
    fs.linkSync(path, other);
    replaceFile(path, NEW);
    assert.equal(text(other), Buffer.from(NEW).toString());
    assert.equal(fs.statSync(other).ino, fs.statSync(path).ino);
    assert.deepEqual(fs.readdirSync(folder).sort(), ['db.example.com', 'other']);
  });

  test('a shorter content leaves nothing of the longer one, in place too', () => {
    fs.linkSync(path, join(folder, 'other'));
    replaceFile(path, new TextEncoder().encode('x'));
    assert.equal(text(path), 'x');
  });

  test('what is written in parts is written whole', () => {
    const writeSync = ((file: number, octets: Uint8Array, start: number, length: number, position: number) =>
      fs.writeSync(file, octets, start, Math.min(length, 5), position)) as typeof fs.writeSync;
    replaceFile(path, NEW, failing({ writeSync }));
    assert.equal(text(path), Buffer.from(NEW).toString());
  });

  test('on a full disk the file is as it was, and nothing is left beside it', () => {
    let calls = 0;
    const writeSync = ((file: number, octets: Uint8Array, start: number) =>
      ++calls > 1 ? noSpace() : fs.writeSync(file, octets, start, 3)) as typeof fs.writeSync;
    assert.throws(() => replaceFile(path, NEW, failing({ writeSync })), /ENOSPC/);
    assert.equal(text(path), OLD);
    assert.deepEqual(fs.readdirSync(folder), ['db.example.com']);
  });

  test('where the disk says only at the end that it is full, too', () => {
    assert.throws(() => replaceFile(path, NEW, failing({ fsyncSync: noSpace })), /ENOSPC/);
    assert.equal(text(path), OLD);
    assert.deepEqual(fs.readdirSync(folder), ['db.example.com']);
  });

  test('a process that ends before the new file takes its place leaves the old one', () => {
    const killed = (): never => {
      throw new Error('killed');
    };
    // What a killed process cannot do either: tidy up.
    assert.throws(() => replaceFile(path, NEW, failing({ renameSync: killed, unlinkSync: killed })), /killed/);
    assert.equal(text(path), OLD);
  });

  test('a file of another owner, which cannot be given away, is written in place', () => {
    const inode = fs.statSync(path).ino;
    replaceFile(path, NEW, failing({ fchownSync: noSpace }));
    assert.equal(text(path), Buffer.from(NEW).toString());
    assert.equal(fs.statSync(path).ino, inode);
  });

  test('where writing in place fails, the error says where the whole text is', () => {
    fs.linkSync(path, join(folder, 'other'));
    const thrown = (): Error => {
      try {
        replaceFile(path, NEW, failing({ ftruncateSync: noSpace }));
      } catch (error) {
        return error as Error;
      }
      return new Error('nothing was thrown');
    };
    const [, beside] = /the whole new text is in (.*)$/.exec(thrown().message) ?? [];
    assert.equal(text(beside), Buffer.from(NEW).toString());
  });

  test('a folder is refused', () => {
    assert.throws(() => replaceFile(folder, NEW), /no regular file/);
  });
});
