# SPDX-License-Identifier: Apache-2.0
"""The pages and the interface for partners: parsing and answering, nothing else."""
