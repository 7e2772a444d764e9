import type { DeviceStorage } from '../device.ts'

/** `localStorage`, which a browser may forbid, empty or fill at any time: then nothing outlives the page. */
export function browserStorage(): DeviceStorage {
  return {
    get: (name) => localStorage.getItem(name),
    set: (name, text) => localStorage.setItem(name, text),
    remove: (name) => localStorage.removeItem(name),
  }
}
