import { describe } from 'vitest'
import { createMemoryStore } from './memoryStore.ts'
import { testRunRegister } from '../runs/runRegisterContract.ts'

describe('MemoryRegister', () => testRunRegister(createMemoryStore))
