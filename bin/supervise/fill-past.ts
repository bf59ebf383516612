import type { Simulator } from './simulator.ts'

export async function fillPast(_demo: { simulator: Simulator; workerUrl: string; logDir: string }): Promise<void> {}
