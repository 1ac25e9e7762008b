import { MemoryLog } from './memoryLog.ts'
import { MemoryRegister } from './memoryRegister.ts'
import type { RunStore } from '../runs/runStore.ts'

/** Keeps runs in this process, and loses them with it. */
export function createMemoryStore(): RunStore {
  const log = new MemoryLog()
  const register = new MemoryRegister(log)
  return { log, register, close: async () => register.close() }
}
