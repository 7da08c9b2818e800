package cli

import (
	"fmt"
	"strings"

	"saddle/theorems/internal/terminal"
	"saddle/theorems/tables"
)

// manifest prints a job array that runs the shards of a table, each into a file of its own, and
// merges them.
func (p Program) manifest(c tableCommand, t tables.Experiment) error {
	if c.Shard != "" || c.Out != "" || c.Shards < 1 || c.Runs < 0 || c.Seed == 0 {
		return ErrUsage{"--manifest makes all shards and names their files: leave out --shard and --out, and give --shards and --seed of at least 1"}
	}
	name := strings.NewReplacer("/", "-", "_", "-").Replace(strings.ToLower(t.Info().Name)) + fmt.Sprintf("-seed%d", c.Seed)
	text := slurm
	if c.Manifest == "kubernetes" {
		text = kubernetes
	}
	_, err := p.Stdout.Write([]byte(strings.NewReplacer("NAME", name, "SHARDS", fmt.Sprint(c.Shards), "TABLE", c.again(t.Info().Name), "PROGRAM", p.Name).Replace(text)))
	return err
}

// again is the command that makes the table, without what a shard adds.
func (c tableCommand) again(name string) string {
	s := "table " + terminal.Quote(name)
	for _, cell := range c.Cell {
		s += " --cell " + terminal.Quote(cell)
	}
	if c.Runs > 0 {
		s += fmt.Sprintf(" --runs %d", c.Runs)
	}
	return s + fmt.Sprintf(" --seed %d", c.Seed)
}

const slurm = `#!/bin/bash
# sbatch this file, in a directory that all nodes share, with PROGRAM on the PATH. A shard that
# was killed goes on where it was: submit the file again.
#SBATCH --job-name=NAME
#SBATCH --array=1-SHARDS
#SBATCH --cpus-per-task=2
#SBATCH --requeue
set -e
PROGRAM TABLE --shard "$SLURM_ARRAY_TASK_ID/SHARDS" --workers "$SLURM_CPUS_PER_TASK" --out "NAME-$SLURM_ARRAY_TASK_ID.records"

# When all have ended:
#   PROGRAM merge NAME-*.records --out NAME.records
`

const kubernetes = `# kubectl apply -f this file, with an image that has PROGRAM and a volume that all nodes share.
# A shard that was killed goes on where it was. When the job is complete:
#   PROGRAM merge NAME-*.records --out NAME.records
apiVersion: batch/v1
kind: Job
metadata:
  name: NAME
spec:
  completionMode: Indexed
  completions: SHARDS
  parallelism: SHARDS
  backoffLimitPerIndex: 6
  template:
    spec:
      restartPolicy: Never
      containers:
        - name: PROGRAM
          image: PROGRAM # yours
          workingDir: /records
          command: ["/bin/sh", "-c"]
          args:
            - |
              i=$((JOB_COMPLETION_INDEX + 1))
              exec PROGRAM TABLE --shard "$i/SHARDS" --out "NAME-$i.records"
          resources:
            requests: {cpu: "2"}
          volumeMounts:
            - {name: records, mountPath: /records}
      volumes:
        - name: records
          persistentVolumeClaim: {claimName: records} # yours
`
