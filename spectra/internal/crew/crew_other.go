//go:build !linux

package crew

func yieldProcessor() {}

func processor() int { return -1 }

func leaveProcessor(int) {}
