import { expect, it } from 'vitest'
import { isKernel } from '../../../src/decide/engine/simd/kernel.ts'
import { KernelMemory } from '../../../src/decide/engine/simd/kernel-memory.ts'
import { instantiateKernel } from '../../decide/engine/engines.ts'
import { instantiateRoomyKernel } from './roomy-kernel.ts'

const MEBIBYTES = 2 ** 20

it("the bench's kernel has room for a million rows, which the deployed kernel has not", () => {
  const memoryOf = (exports: object): KernelMemory => {
    if (!isKernel(exports)) throw new TypeError('not the kernel')
    return new KernelMemory(exports.memory, 0)
  }
  expect(memoryOf(instantiateRoomyKernel()).take(300 * MEBIBYTES)).toBe(0)
  expect(() => memoryOf(instantiateKernel()).take(300 * MEBIBYTES)).toThrow(RangeError)
})
