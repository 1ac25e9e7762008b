import { MemoryLog } from './memoryLog.ts'
import { MemoryRegister } from './memoryRegister.ts'
import type { RunStore } from '../runs/runStore.ts'

/** Creates a store in this process's memory; its runs are lost when the process ends. */
export function createMemoryStore(): RunStore {
  const log = new MemoryLog()
  const register = new MemoryRegister(log)
  return { log, register, close: async () => register.close() }
}
