import Glibc

/// Runs tasks on one thread of its own, which lives as long as the program.
///
/// The board's API blocks its caller, who may well be on a thread of the cooperative pool (a test
/// is): were the child's tasks on that pool too, it could wait for itself.
///
/// Unchecked: the mutex guards the queue, and nothing else changes after `init`.
final class ThreadExecutor: TaskExecutor, @unchecked Sendable {
  static let shared = ThreadExecutor()

  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private var jobs: [UnownedJob] = []

  private init() {
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
    startDetachedThread(named: "chip-process") { [self] in run() }
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    pthread_mutex_lock(mutex)
    jobs.append(job)
    pthread_cond_signal(condition)
    pthread_mutex_unlock(mutex)
  }

  private func run() {
    while true {
      pthread_mutex_lock(mutex)
      while jobs.isEmpty { pthread_cond_wait(condition, mutex) }
      let job = jobs.removeFirst()
      pthread_mutex_unlock(mutex)
      job.runSynchronously(on: asUnownedTaskExecutor())
    }
  }
}
