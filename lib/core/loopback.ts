const LOOPBACK_HOSTS = ['127.0.0.1', 'localhost', '[::1]', '::1']

/** True for names of this machine, as URLs and settings write them. */
export const isLoopback = (host: string): boolean => LOOPBACK_HOSTS.includes(host)
