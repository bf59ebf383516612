import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectDir } from '../prepare/install.mjs'

const LEAVE_WITH_PARENT = join(projectDir, 'bin/leave-with-parent.mjs')

/** Runs a tool of node_modules. Shows what it says unless told to keep quiet; answers with that and its status. */
export function runTool(script, args, { quiet = false, env = {} } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', LEAVE_WITH_PARENT, join(projectDir, script), ...args], {
      cwd: projectDir,
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      env: { ...process.env, LEAVE_WITH: String(process.pid), ...env },
    })
    let output = ''
    child.stdout.on('data', (chunk) => {
      output += chunk
      if (!quiet) process.stdout.write(chunk)
    })
    child.stderr.on('data', (chunk) => process.stderr.write(chunk))
    child.once('error', reject)
    child.once('close', (status) => resolve({ status, output }))
  })
}
