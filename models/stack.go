package models

import "sync"

// stack keeps scratch memory between calls. It loses none, unlike sync.Pool, so
// that what is used again is never allocated again.
type stack[T any] struct {
	mu   sync.Mutex
	free []*T
}

// get returns what was put, or nil.
func (s *stack[T]) get() *T {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := len(s.free)
	if n == 0 {
		return nil
	}
	x := s.free[n-1]
	s.free = s.free[:n-1]
	return x
}

// put keeps x for get.
func (s *stack[T]) put(x *T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.free = append(s.free, x)
}
