import { describe } from 'vitest'
import { MemoryLog } from './memoryLog.ts'
import { testRunLog } from '../runs/runLogContract.ts'

describe('MemoryLog', () => testRunLog(() => new MemoryLog()))
