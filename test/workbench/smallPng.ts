/** Pictures of few colours with a palette: a third of the octets that they have with three for each pixel. */
import { crc32, deflateSync, inflateSync } from 'node:zlib';

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
const MOST_COLOURS = 256;

interface Pixels {
  readonly width: number;
  readonly height: number;
  /** Red, green and blue, one after the other. */
  readonly colours: Uint8Array;
}

/** The picture with at most 256 colours, those that are nearly the same made one; as it is where it is not one that Chromium draws. */
export function smallPng(png: Buffer): Buffer {
  const pixels = pixelsOf(png);
  if (!pixels) return png;
  for (let bits = 8; bits > 2; bits--) {
    const small = withPalette(pixels, 8 - bits);
    if (small) return small.length < png.length ? small : png;
  }
  return png;
}

function* chunksOf(png: Buffer): Generator<readonly [type: string, data: Buffer]> {
  for (let at = SIGNATURE.length; at + 12 <= png.length; ) {
    const length = png.readUInt32BE(at);
    yield [png.toString('latin1', at + 4, at + 8), png.subarray(at + 8, at + 8 + length)];
    at += 12 + length;
  }
}

/** Of a picture with 8 bits a channel, three or four of them, and not interlaced. */
function pixelsOf(png: Buffer): Pixels | undefined {
  const chunks = [...chunksOf(png)];
  const head = chunks.find(([type]) => type === 'IHDR')?.[1];
  if (head?.[8] !== 8 || (head[9] !== 2 && head[9] !== 6) || head[12] !== 0) return undefined;
  const [width, height, size] = [head.readUInt32BE(0), head.readUInt32BE(4), head[9] === 2 ? 3 : 4];
  const raw = inflateSync(Buffer.concat(chunks.filter(([type]) => type === 'IDAT').map(([, data]) => data)));
  const colours = new Uint8Array(width * height * 3);
  let above = new Uint8Array(width * size);
  for (let y = 0; y < height; y++) {
    const start = y * (width * size + 1);
    const line = unfiltered(raw[start], raw.subarray(start + 1, start + 1 + width * size), above, size);
    for (let x = 0; x < width; x++) colours.set(line.subarray(x * size, x * size + 3), (y * width + x) * 3);
    above = line;
  }
  return { width, height, colours };
}

/** A line of pixels as it was before its filter (PNG, section 9.2). */
function unfiltered(filter: number, line: Uint8Array, above: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const made = new Uint8Array(line.length);
  for (let i = 0; i < line.length; i++) {
    const left = i < size ? 0 : made[i - size];
    const corner = i < size ? 0 : above[i - size];
    const guess = [0, left, above[i], (left + above[i]) >> 1, nearest(left, above[i], corner)][filter];
    made[i] = line[i] + guess;
  }
  return made;
}

function nearest(left: number, above: number, corner: number): number {
  const guess = left + above - corner;
  const [a, b, c] = [left, above, corner].map((value) => Math.abs(guess - value));
  if (a <= b && a <= c) return left;
  return b <= c ? above : corner;
}

/** With colours that differ only in their lowest bits made that of them which is most often; undefined where too many are left. */
function withPalette({ width, height, colours }: Pixels, lost: number): Buffer | undefined {
  const counts = new Map<number, number>();
  const colourAt = (i: number): number => (colours[i * 3] << 16) | (colours[i * 3 + 1] << 8) | colours[i * 3 + 2];
  for (let i = 0; i < width * height; i++) counts.set(colourAt(i), (counts.get(colourAt(i)) ?? 0) + 1);
  const mask = ((0xff >> lost) << lost) * 0x010101;
  const best = new Map<number, number>();
  for (const [colour, count] of counts) {
    const known = best.get(colour & mask);
    if (known === undefined || counts.get(known)! < count) best.set(colour & mask, colour);
  }
  if (best.size > MOST_COLOURS) return undefined;
  const index = new Map([...best.keys()].map((key, i) => [key, i]));
  const lines = Buffer.alloc((width + 1) * height);
  for (let i = 0; i < width * height; i++) lines[i + Math.floor(i / width) + 1] = index.get(colourAt(i) & mask)!;
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3], 8);
  const palette = Buffer.from(
    [...best.values()].flatMap((colour) => [colour >> 16, (colour >> 8) & 0xff, colour & 0xff]),
  );
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('PLTE', palette),
    chunk('IDAT', deflateSync(lines, { level: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(body.length + 8);
  whole.writeUInt32BE(data.length, 0);
  whole.set(body, 4);
  whole.writeUInt32BE(crc32(body), body.length + 4);
  return whole;
}
