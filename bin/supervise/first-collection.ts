export async function collectNow(_workerUrl: string): Promise<void> {}
