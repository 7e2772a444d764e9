/** Sum of the four 32-bit lanes. */
export function sumOfLanes(lanes: v128): i32 {
  const pairs = i32x4.add(lanes, v128.shuffle<i32>(lanes, lanes, 2, 3, 0, 1))
  return i32x4.extract_lane(i32x4.add(pairs, v128.shuffle<i32>(pairs, pairs, 1, 0, 3, 2)), 0)
}

/**
 * The product of a taste (32 × int8) with a vector (32 × int16, in four registers), as four partial sums. They are
 * exact: each adds 8 products below 2^19, which is far below the limit of 32 bits.
 */
export function productLanes(taste: usize, first: v128, second: v128, third: v128, fourth: v128): v128 {
  return i32x4.add(
    i32x4.add(
      i32x4.dot_i16x8_s(v128.load_ext<i8>(taste), first),
      i32x4.dot_i16x8_s(v128.load_ext<i8>(taste, 8), second),
    ),
    i32x4.add(
      i32x4.dot_i16x8_s(v128.load_ext<i8>(taste, 16), third),
      i32x4.dot_i16x8_s(v128.load_ext<i8>(taste, 24), fourth),
    ),
  )
}

/** The product of a taste with itself. */
export function squareOf(taste: usize): i32 {
  const first = v128.load_ext<i8>(taste)
  const second = v128.load_ext<i8>(taste, 8)
  const third = v128.load_ext<i8>(taste, 16)
  const fourth = v128.load_ext<i8>(taste, 24)
  return sumOfLanes(productLanes(taste, first, second, third, fourth))
}
