/** Replaces every verdict other than 1 by 0. `length` is a multiple of 16. */
export function settlePasses(passes: usize, length: u32): void {
  const one = i8x16.splat(1)
  for (let at: u32 = 0; at < length; at += 16) {
    v128.store(passes + at, v128.and(i8x16.eq(v128.load(passes + at), one), one))
  }
}

/** Converts verdicts on classes to bits of rows. The column is padded to the end of its block. */
export function planeByClass(rowClass: usize, passes: usize, rows: u32, plane: usize): void {
  for (let row: u32 = 0; row < rows; row += 8) {
    store<u8>(plane + (row >> 3), eightByClass(rowClass + (row << 1), passes))
  }
  clearPast(plane, rows)
}

/** As `planeByClass`, by a 32-bit index of each row (its asset or campaign); its column is not padded. */
export function planeByIndex(rowIndex: usize, passes: usize, rows: u32, plane: usize): void {
  const whole = rows & ~7
  for (let row: u32 = 0; row < whole; row += 8) {
    store<u8>(plane + (row >> 3), eightByIndex(rowIndex + (row << 2), passes))
  }
  if (whole < rows) store<u8>(plane + (whole >> 3), lastByIndex(rowIndex + (whole << 2), passes, rows - whole))
  clearPast(plane, rows)
}

/** The last rows, fewer than eight. */
function lastByIndex(indexes: usize, passes: usize, rows: u32): u32 {
  let bits: u32 = 0
  for (let row: u32 = 0; row < rows; row++) {
    bits |= u32(load<u8>(passes + load<u32>(indexes + (row << 2)))) << row
  }
  return bits
}

/** Eight rows without a branch and without dependent steps, so that the look-ups run in parallel. */
function eightByClass(classes: usize, passes: usize): u32 {
  return (
    load<u8>(passes + load<u16>(classes)) |
    (u32(load<u8>(passes + load<u16>(classes, 2))) << 1) |
    (u32(load<u8>(passes + load<u16>(classes, 4))) << 2) |
    (u32(load<u8>(passes + load<u16>(classes, 6))) << 3) |
    (u32(load<u8>(passes + load<u16>(classes, 8))) << 4) |
    (u32(load<u8>(passes + load<u16>(classes, 10))) << 5) |
    (u32(load<u8>(passes + load<u16>(classes, 12))) << 6) |
    (u32(load<u8>(passes + load<u16>(classes, 14))) << 7)
  )
}

function eightByIndex(indexes: usize, passes: usize): u32 {
  return (
    load<u8>(passes + load<u32>(indexes)) |
    (u32(load<u8>(passes + load<u32>(indexes, 4))) << 1) |
    (u32(load<u8>(passes + load<u32>(indexes, 8))) << 2) |
    (u32(load<u8>(passes + load<u32>(indexes, 12))) << 3) |
    (u32(load<u8>(passes + load<u32>(indexes, 16))) << 4) |
    (u32(load<u8>(passes + load<u32>(indexes, 20))) << 5) |
    (u32(load<u8>(passes + load<u32>(indexes, 24))) << 6) |
    (u32(load<u8>(passes + load<u32>(indexes, 28))) << 7)
  )
}

/** Clears the bits after the last row, up to the end of its block, because the memory may contain an older plane. */
function clearPast(plane: usize, rows: u32): void {
  const left = rows & 63
  if (left === 0) return
  const last = plane + ((rows >> 6) << 3)
  store<u64>(last, load<u64>(last) & ~(u64.MAX_VALUE << left))
}

/** ANDs planes, whose addresses are stored at `planes`. `bytes` is a multiple of 16; there is at least one plane. */
export function intersect(planes: usize, length: u32, bytes: u32, into: usize): void {
  const end = planes + (length << 2)
  for (let at: u32 = 0; at < bytes; at += 16) {
    let common = v128.load(load<u32>(planes) + at)
    for (let next = planes + 4; next < end; next += 4) common = v128.and(common, v128.load(load<u32>(next) + at))
    v128.store(into + at, common)
  }
}

/** Counts the set bits. `bytes` is a multiple of 8. */
export function count(plane: usize, bytes: u32): u32 {
  let bits: u64 = 0
  for (let at: u32 = 0; at < bytes; at += 8) bits += popcnt(load<u64>(plane + at))
  return u32(bits)
}
